import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { unsuitable } from './unsuitable.ts'

export type Port = {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | 'any')[]
}

/** An ONNX file opened in a process of its own, with limits of time and memory. */
export type OnnxTrial = {
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  /** Refuses MODEL_UNSUITABLE when it fails, takes too long or too much. */
  readonly run: (feed: {
    tensor: string
    output: string
    values: Float32Array
    shape: readonly number[]
  }) => Promise<{ shape: readonly number[]; values: Float32Array }>
  readonly close: () => void
}

type Limits = { readonly timeMs: number; readonly memoryBytes: number }

/** Opening and one run of the largest published recognisers stay far below these. */
const usual: Limits = { timeMs: 60_000, memoryBytes: 4 * 1024 ** 3 }

/** Opens the file at `path`. Refuses MODEL_UNSUITABLE. */
export async function tryOnnx(path: string, limits: Limits = usual): Promise<OnnxTrial> {
  const child = fork(fileURLToPath(new URL('./trial-child.mjs', import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    env: {},
  })
  const ask = asking(child, limits)
  const close = () => {
    child.kill('SIGKILL')
  }
  try {
    const { inputs, outputs } = await ask<Pick<OnnxTrial, 'inputs' | 'outputs'>>({ act: 'open', path })
    return { inputs, outputs, run: (feed) => ask({ act: 'run', ...feed }), close }
  } catch (error) {
    close()
    throw error
  }
}

function asking(child: ChildProcess, limits: Limits): <T>(message: object) => Promise<T> {
  return (message) =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        clearInterval(watch)
        child.off('message', answered).off('exit', died)
        settle()
      }
      const stop = (reason: string) => {
        child.kill('SIGKILL')
        end(() => reject(unsuitable(reason)))
      }
      const answered = (reply: unknown) => {
        const { answer, fault } = reply as { answer?: never; fault?: string }
        end(() => (fault === undefined ? resolve(answer as never) : reject(unsuitable(inWords(fault)))))
      }
      const died = () => end(() => reject(unsuitable('The runtime died over it.')))
      const timer = setTimeout(
        () => stop(`It took longer than ${Math.round(limits.timeMs / 1000)} s.`),
        limits.timeMs,
      )
      const watch = setInterval(async () => {
        if ((await residentBytes(child.pid)) > limits.memoryBytes)
          stop(`It took more than ${(limits.memoryBytes / 1024 ** 3).toFixed(1)} GiB of memory.`)
      }, 50)
      child.on('message', answered).on('exit', died)
      if (child.exitCode !== null || child.signalCode !== null) died()
      else child.send(message)
    })
}

const inWords = (fault: string) => `The runtime says: ${fault.replaceAll(/\s+/g, ' ')}`

/** Memory of a process where the system tells (Linux); elsewhere 0, and only time is limited. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024
}
