import { base } from '../parts/here.ts'
import type { TextStore } from './seen-log.ts'

/** What this browser remembers of logs: of the practice gallery's apart, which has a key of its own. */
export const logStore: TextStore = {
  getItem: (place) => window.localStorage.getItem(place + base),
  setItem: (place, text) => window.localStorage.setItem(place + base, text),
  removeItem: (place) => window.localStorage.removeItem(place + base),
}
