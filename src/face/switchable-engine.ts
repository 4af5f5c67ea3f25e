import type { FaceEngine } from './open-face-engine.ts'

/** An engine that stays the same object while the model behind it changes. */
export type SwitchableEngine = FaceEngine & {
  /** From now on every call goes to `next`. Calls under way end on the engine they began with. */
  readonly switchTo: (next: FaceEngine) => void
}

/**
 * Puts a house's engine behind one that can be switched. Engines that were left stay open until `close`, because a call may
 * still be under way in them; a house changes its model once in years.
 */
export function switchableEngine(first: FaceEngine): SwitchableEngine {
  let current = first
  const engines = new Set([first])
  const delegated = Object.keys(first).map((name) => [
    name,
    (...given: unknown[]) => Reflect.apply(Reflect.get(current, name), current, given),
  ])
  return {
    ...(Object.fromEntries(delegated) as FaceEngine),
    get model() {
      return current.model
    },
    switchTo: (next) => {
      engines.add(next)
      current = next
    },
    close: async () => {
      await Promise.all([...engines].map((engine) => engine.close()))
    },
  }
}
