/** Below this address the app speaks to the practice house, which answers there and nowhere else. */
const practicePath = '/practice'

/** Whether this page is one of the practice gallery. */
export const practising =
  window.location.pathname === practicePath || window.location.pathname.startsWith(`${practicePath}/`)

/** What every address of this page begins with. */
export const base = practising ? practicePath : ''

/** The address of something that the server names by its path, in the house that this page belongs to. */
export const here = (path: string): string => `${base}${path}`
