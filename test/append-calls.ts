/** A system call on a file: the nth of its name by its thread, among those that touch one of the paths. */
export type AppendCall = {
  readonly name: string
  readonly nth: number
  /** Paths of the log and the signer, or of the database, that the append touches: the same for every call of a group. */
  readonly paths: readonly string[]
  /** What it touches, relative to the data folder. */
  readonly touches: string
  readonly group: 'log' | 'database'
}

type Line = { readonly thread: string; readonly name: string; readonly paths: readonly string[] }

const openedMark = /write\(1<[^>]*>, "opened/
const settledMark = /write\(1<[^>]*>, "settled/

/**
 * The calls by which an append touches files below `dir`, from what `strace -f -y` wrote of a life that opened a log and appended: those
 * between the lines that it printed. Throws where two threads share the calls of a group, because a fault could not be placed then.
 */
export function readAppendCalls(trace: string, dir: string): readonly AppendCall[] {
  const lines = trace.split('\n')
  const [from, to] = [openedMark, settledMark].map((mark) => lines.findIndex((line) => mark.test(line)))
  if (from === undefined || to === undefined || from < 0 || to < from)
    throw new Error('the traced life did not append')
  const read = lines.map((line) => readLine(line, dir))
  return (['log', 'database'] as const).flatMap((group) => {
    const mine = (path: string) => groupOf(path, dir) === group
    const within = read.slice(from, to).flatMap((line) => line?.paths.filter(mine) ?? [])
    const paths = [...new Set(within)]
    const counts = new Map<string, number>()
    const threads = new Set<string>()
    return read.flatMap((line, at) => {
      const touched = line?.paths.filter((path) => paths.includes(path)) ?? []
      if (line === undefined || touched.length === 0) return []
      const key = `${line.thread} ${line.name}`
      const nth = (counts.get(key) ?? 0) + 1
      counts.set(key, nth)
      if (at < from || at >= to) return []
      threads.add(line.thread)
      if (threads.size > 1) throw new Error(`two threads work on the ${group}'s files`)
      return [
        {
          name: line.name,
          nth,
          paths,
          group,
          touches: touched.map((path) => path.slice(dir.length + 1)).join(' '),
        },
      ]
    })
  })
}

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
