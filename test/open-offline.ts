import { vi } from 'vitest'
import { runCli } from '../src/cli/run-cli.ts'
import type { Wiring } from '../src/cli/wiring.ts'

/** Runs `casebound log open` in this process, with no house and no network to reach; gives its exit code and its JSON. */
export async function openOffline(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly json: unknown; readonly words: string }> {
  let [out, words] = ['', '']
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  const note = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    words += text
    return true
  })
  try {
    const code = await runCli(['log', 'open', ...args, '--json'], {} as Wiring)
    return { code, json: JSON.parse(out), words }
  } finally {
    write.mockRestore()
    note.mockRestore()
  }
}
