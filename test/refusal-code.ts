import { isRefused } from '../src/kernel/index.ts'

/** Code of the refusal that an act ends in; `not refused` when it succeeds. A bug passes through. */
export async function catchCode(act: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof act === 'function' ? act() : act)
    return 'not refused'
  } catch (error) {
    if (isRefused(error)) return error.code
    throw error
  }
}
