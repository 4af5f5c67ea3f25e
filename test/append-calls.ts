/** A system call on a file: the nth of its name by its thread, among those that touch one of its paths. */
export type AppendCall = {
  readonly name: string
  readonly nth: number
  /** What it touches: one path, or the two of a rename. */
  readonly paths: readonly string[]
  /** What it touches, relative to the data folder. */
  readonly touches: string
  readonly group: 'log' | 'database'
}

type Line = { readonly thread: string; readonly name: string; readonly paths: readonly string[] }

const settledMark = /write\(1<[^>]*>, "settled/

/**
 * The calls by which an append touches files below `dir`, from what `strace -f -y` wrote of it: those before the line that it printed.
 * Throws where two threads share the calls of a group, because a fault could not be placed then.
 */
export function readAppendCalls(trace: string, dir: string): readonly AppendCall[] {
  const lines = trace.split('\n')
  const end = lines.findIndex((line) => settledMark.test(line))
  if (end < 0) throw new Error('the traced life did not append')
  const read = lines.slice(0, end).map((line) => readLine(line, dir))
  return (['log', 'database'] as const).flatMap((group) => {
    const threads = new Set<string>()
    return read.flatMap((line, at) => {
      if (line === undefined) return []
      const paths = line.paths.filter((path) => groupOf(path, dir) === group)
      if (paths.length === 0) return []
      threads.add(line.thread)
      if (threads.size > 1) throw new Error(`two threads work on the ${group}'s files`)
      const nth = read.slice(0, at + 1).filter((other) => isLike(other, { ...line, paths })).length
      const touches = paths.map((path) => path.slice(dir.length + 1)).join(' ')
      return [{ name: line.name, nth, paths, group, touches }]
    })
  })
}

/** Whether a filter by name, thread and these paths lets a call through. */
const isLike = (line: Line | undefined, { name, thread, paths }: Line): boolean =>
  line?.name === name && line.thread === thread && line.paths.some((path) => paths.includes(path))

const groupOf = (path: string, dir: string): AppendCall['group'] =>
  ['log', 'signer'].some((own) => path.startsWith(`${dir}/${own}`)) ? 'log' : 'database'

/** One line on which a call begins: by which thread, and the paths below `dir` that it names or holds open. */
function readLine(line: string, dir: string): Line | undefined {
  const [, thread, name, rest] = /^(\d+) +(\w+)\((.*)$/.exec(line) ?? []
  if (thread === undefined || name === undefined || rest === undefined) return undefined
  // What stands behind the sign of equality is what the call gave, not what it was asked about.
  const asked = rest.replace(/\) += .*$/, '')
  const named = [...asked.matchAll(/"([^"]*)"|<([^<>]*)>/g)].map(([, text, held]) => text ?? held ?? '')
  const paths = named.filter((path) => path.startsWith(`${dir}/`))
  return paths.length === 0 ? undefined : { thread, name, paths: [...new Set(paths)] }
}
