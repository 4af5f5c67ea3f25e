import { must } from '../src/kernel/index.ts'
import { showProgress } from './progress.ts'

/** Runs once and gives the milliseconds it took. `round` tells which query to take. */
export type Task = { readonly name: string; readonly run: (round: number) => Promise<number> }

export type Times = (name: string) => readonly number[]

/** What takes longer than this notices nothing of having slept. */
const wakingMatters = 1000

/**
 * Runs the tasks by turns, round after round, so that whatever else the machine does meets all of them alike; each
 * round begins with another task, and one round before the first is not counted. A turn runs its task twice and counts
 * the second run: after waiting for the others' turns the first finds sleeping threads and a slow processor.
 */
export async function takeTurns(
  title: string,
  { tasks, rounds }: { readonly tasks: readonly Task[]; readonly rounds: number },
): Promise<Times> {
  const progress = showProgress({ title, total: rounds, unit: 'rounds' })
  const times = new Map(tasks.map(({ name }) => [name, [] as number[]]))
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < tasks.length; turn++) {
      const task = must(tasks[(turn + round + 1) % tasks.length], 'task')
      const first = await task.run(2 * round + 2)
      const ms = first > wakingMatters ? first : await task.run(2 * round + 3)
      if (round >= 0) times.get(task.name)?.push(ms)
    }
    progress.at(round + 1)
  }
  progress.end()
  return (name) => must(times.get(name), name)
}

/** A task whose time is that of the whole call. */
export const timed = (name: string, act: (round: number) => Promise<unknown>): Task => ({
  name,
  run: async (round) => {
    const startedAt = performance.now()
    await act(round)
    return performance.now() - startedAt
  },
})
