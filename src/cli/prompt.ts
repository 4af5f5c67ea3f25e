import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Refused } from '../kernel/index.ts'

/** Asks people questions on the terminal; where there is none, answers are the lines of standard input. */
export type Prompt = {
  /** Shows a question and gives the answer; a hidden one is not echoed. Refuses INPUT_ENDED. */
  readonly ask: (question: string, options?: { hidden?: boolean }) => Promise<string>
  readonly close: () => void
}

export function openPrompt(streams: {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  err: NodeJS.WritableStream
}): Prompt {
  const { input, err } = streams
  let hidden = false
  const echo = new Writable({
    write: (chunk, _encoding, done) => {
      if (!hidden) err.write(chunk)
      done()
    },
  })
  const terminal = input.isTTY === true
  const reader = createInterface({ input, output: echo, terminal, historySize: 0 })
  const lines = reader[Symbol.asyncIterator]()
  return {
    ask: async (question, options = {}) => {
      err.write(question)
      hidden = options.hidden === true
      const line = await lines.next()
      if (hidden && terminal) err.write('\n')
      hidden = false
      if (line.done !== true) return line.value
      throw new Refused<'INPUT_ENDED'>({
        code: 'INPUT_ENDED',
        reason: 'The input ended before every question was answered.',
        needed: 'Run the command at a terminal, or give one answer a line.',
      })
    },
    close: () => reader.close(),
  }
}
