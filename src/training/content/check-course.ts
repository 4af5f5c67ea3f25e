import type { Course, Question } from './course.ts'

/** How many times over a bank must fill each cell of the blueprint, so that two exams differ. */
const timesOver = 2

/** What is wrong with a course, in sentences; an empty list is a sound course. */
export function courseFaults(course: Course, pictures: ReadonlySet<string>): string[] {
  return [
    ...course.questions.flatMap(questionFaults),
    ...alikeFaults(course.questions),
    ...blueprintFaults(course),
    ...pictureFaults(course, pictures),
  ]
}

function questionFaults({ id, options, right }: Question): string[] {
  const faults: string[] = []
  if (new Set(right).size !== right.length) faults.push(`${id} names a right option twice`)
  if (right.some((at) => at >= options.length)) faults.push(`${id} names a right option that is not there`)
  if (right.length === options.length) faults.push(`${id} has no wrong option`)
  if (new Set(options.map(worn)).size !== options.length) faults.push(`${id} has two options alike`)
  return faults
}

/** Text without case, marks and spaces: what is the same after that is the same question. */
const worn = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

function alikeFaults(questions: readonly Question[]): string[] {
  const seen = new Map<string, string>()
  return questions.flatMap(({ id, asks, options }) => {
    const keys = [`id ${id}`, `${worn(asks)}|${options.map(worn).toSorted().join('|')}`]
    const twin = keys.map((key) => seen.get(key)).find((other) => other !== undefined)
    for (const key of keys) seen.set(key, id)
    return twin === undefined ? [] : [`${id} is like ${twin}`]
  })
}

function blueprintFaults({ exam, questions }: Course): string[] {
  const domains = new Set(exam.blueprint.map(({ domain }) => domain))
  const stray = questions.filter(({ domain }) => !domains.has(domain))
  const faults = stray.map(({ id, domain }) => `${id} is of the domain ${domain}, which no exam asks`)
  if (domains.size !== exam.blueprint.length) faults.push('the blueprint names a domain twice')
  for (const cell of exam.blueprint) {
    const bank = questions.filter(({ domain }) => domain === cell.domain)
    const never = bank.filter((question) => question.never === true).length
    if (cell.never > cell.questions) faults.push(`${cell.domain} asks more of the never kind than it asks`)
    if (never < cell.never)
      faults.push(`${cell.domain} has ${never} questions of the never kind, not ${cell.never}`)
    if (bank.length < cell.questions * timesOver) {
      faults.push(`${cell.domain} has ${bank.length} questions; ${cell.questions * timesOver} are needed`)
    }
  }
  return faults
}

function pictureFaults({ content }: Course, pictures: ReadonlySet<string>): string[] {
  return content.flatMap(({ code, blocks }) =>
    blocks.flatMap((block) =>
      block.kind !== 'pictures'
        ? []
        : block.pictures
            .filter(({ name }) => !pictures.has(name))
            .map(({ name }) => `${code} shows ${name}, which is not there`),
    ),
  )
}
