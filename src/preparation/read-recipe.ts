import { Refused } from '../kernel/index.ts'
import {
  fieldsKept,
  type OperationName,
  operationNames,
  operations,
  type Recipe,
  recipeLimits,
  type Step,
} from './operations.ts'
import type { PreparationRefusalCode } from './refusal-code.ts'

/**
 * A recipe from hostile JSON, member by member: nothing that is not named in `operations` passes, and no member too many.
 * Refuses RECIPE_INVALID, and OPERATION_UNKNOWN for an operation or a version that does not exist.
 */
export function readRecipe(value: unknown): Recipe {
  if (!Array.isArray(value)) throw invalid('a recipe is a list of steps')
  if (value.length > recipeLimits.steps) {
    throw invalid(`it has ${value.length} steps and the limit is ${recipeLimits.steps}`)
  }
  return value.map((step: unknown, at) => readStep(step, at + 1))
}

function readStep(value: unknown, number: number): Step {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`step ${number} is not an object`)
  }
  const given = new Map<string, unknown>(Object.entries(value))
  const op = operationNames.find((name) => name === given.get('op'))
  if (op === undefined) throw unknownOperation(given.get('op'))
  if (given.get('version') !== operations[op].version) throw unknownOperation(op, given.get('version'))
  const named = new Set(['op', 'version', ...membersOf(op)])
  for (const name of given.keys()) {
    if (!named.has(name))
      throw invalid(`step ${number} (${op}) has a member "${name.slice(0, 40)}" that ${op} does not know`)
  }
  const step = { op, version: 1, ...numbersOf(op, given, number) }
  if (op === 'deinterlace') return { op, version: 1, keep: fieldOf(given.get('keep'), number) }
  checkTogether(step, number)
  return step as Step
}

const membersOf = (op: OperationName): readonly string[] => [
  ...Object.keys(operations[op].numbers),
  ...(op === 'deinterlace' ? ['keep'] : []),
]

function numbersOf(op: OperationName, given: ReadonlyMap<string, unknown>, number: number) {
  const entries = Object.entries(operations[op].numbers).map(([name, { least, most }]) => {
    const value = given.get(name)
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      throw invalid(`step ${number} (${op}) needs a whole number ${name}`)
    }
    if (value < least || value > most) {
      throw invalid(`step ${number} (${op}) has ${name} ${value} and the limit is ${least} to ${most}`)
    }
    // Minus nought is a number of its own in JavaScript and not in JSON.
    return [name, value === 0 ? 0 : value] as const
  })
  return Object.fromEntries(entries)
}

function fieldOf(value: unknown, number: number) {
  const kept = fieldsKept.find((field) => field === value)
  if (kept === undefined) throw invalid(`step ${number} (deinterlace) keeps one of ${fieldsKept.join(', ')}`)
  return kept
}

function checkTogether(step: Readonly<Record<string, unknown>>, number: number): void {
  if (step.op !== 'aspect') return
  const ratio = Number(step.pixelWidth) / Number(step.pixelHeight)
  if (Math.max(ratio, 1 / ratio) > recipeLimits.aspectRatio) {
    throw invalid(
      `step ${number} (aspect) stretches ${Math.max(ratio, 1 / ratio).toFixed(1)} times and the limit is ${recipeLimits.aspectRatio}`,
    )
  }
}

const invalid = (fault: string) =>
  new Refused<PreparationRefusalCode>({
    code: 'RECIPE_INVALID',
    reason: `The recipe cannot be used: ${fault}.`,
    needed: 'Send the steps as the description of the API lists them.',
  })

function unknownOperation(op: unknown, version?: unknown) {
  const asked = typeof op === 'string' ? op.slice(0, 40) : 'without a name'
  return new Refused<PreparationRefusalCode>({
    code: 'OPERATION_UNKNOWN',
    reason:
      version === undefined && !operationNames.includes(asked as OperationName)
        ? `There is no operation "${asked}". What adds content to a picture does not exist here.`
        : `There is no version ${JSON.stringify(version) ?? 'without a number'} of the operation "${asked}".`,
    needed: `Use ${operationNames.map((name) => `${name} (version ${operations[name].version})`).join(', ')}.`,
  })
}
