import type { KeyAct } from './key-table.ts'
import { useKeyTable } from './use-keys.ts'

/** The key of an act as this person has it; nothing where it has none. */
export function KeyHint({ act }: { act: KeyAct }) {
  const shown = useKeyTable().rows.find((row) => row.act === act)?.shown ?? []
  return shown.map((key) => <kbd key={key}>{key}</kbd>)
}
