import type { ListedCode } from './pack.ts'

/** What people read for a code of a pack's list; a code that the list does not have is shown as it is. */
export const titleOf = (list: readonly ListedCode[], code: string | undefined): string =>
  list.find((item) => item.code === code)?.title ?? code ?? ''
