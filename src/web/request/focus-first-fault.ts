import type { Faults } from './steps.ts'

/** Puts the focus on the first field that has a fault, once its words are shown. */
export function focusFirstFault(faults: Faults): void {
  const first = Object.keys(faults)[0]
  window.requestAnimationFrame(() => {
    if (first !== undefined) document.getElementById(first)?.focus()
  })
}
