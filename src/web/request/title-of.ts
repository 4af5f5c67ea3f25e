/** The title of a code in a list of the pack; the code itself when the pack in force no longer knows it. */
export function titleOf(list: readonly { code: string; title: string }[], code: string | undefined): string {
  return list.find((one) => one.code === code)?.title ?? code ?? ''
}
