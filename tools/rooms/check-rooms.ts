import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser'
import { roomRules } from './room-rules.ts'

export type RoomOffence = {
  readonly rule: string
  readonly from: string
  readonly to: string
  /** What the rule says, in words. */
  readonly says: string
}

export type RoomReport = {
  readonly offences: readonly RoomOffence[]
  /** TypeScript files below src/ that were read, and those that lie there and were not. */
  readonly filesRead: number
  readonly filesMissed: readonly string[]
  readonly modules: readonly IModule[]
}

const isSource = (path: string): boolean => /\.tsx?$/.test(path) && !path.endsWith('.d.ts')

/** Reads every module below `src/` of a checkout and holds it against the walls of the house. */
export async function checkRooms(root: string): Promise<RoomReport> {
  const result = await cruiseSource(root)
  const read = new Set(result.modules.map(({ source }) => source).filter(isSource))
  const present = sourceFiles(root)
  const says = new Map(roomRules.map(({ name, comment }) => [name, comment ?? name]))
  const offences = result.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from,
    to: cycle ? cycle.map(({ name }) => name).join(' → ') : to,
    says: says.get(rule.name) ?? rule.name,
  }))
  return {
    offences,
    filesRead: present.filter((file) => read.has(file)).length,
    // A parser that understands nothing finds nothing wrong: what was not read counts as an offence.
    filesMissed: present.filter((file) => !read.has(file)),
    modules: result.modules,
  }
}

/** True when nothing offends and every file was read; an empty house proves nothing and is not lawful. */
export const isLawful = (report: RoomReport): boolean =>
  report.offences.length === 0 && report.filesMissed.length === 0 && report.filesRead > 0

async function cruiseSource(root: string): Promise<ICruiseResult> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...roomRules] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser answered in text')
  return output
}

function sourceFiles(root: string): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter(isSource)
    .sort()
}
