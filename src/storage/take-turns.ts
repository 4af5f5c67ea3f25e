/** A queue for one thing that only one may hold: take() waits for the turn and gives the function that ends it. */
export type Turns = { take(): Promise<() => void> }

/** First come, first served. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve()
  return {
    take: async () => {
      const before = last
      let end = (): void => {}
      last = new Promise((resolve) => {
        end = resolve
      })
      await before
      return end
    },
  }
}
