import type { CompileProgress } from '../face/index.ts'
import type { Progress, Terminal } from './terminal.ts'

/** Shows the compiling of the face model as a bar; nothing is drawn when the model is there already. */
export function modelProgress(terminal: Terminal): (progress: CompileProgress) => void {
  let shown: Progress | undefined
  return ({ done, total }) => {
    shown ??= terminal.progress({ title: 'Compiling the face model', total, unit: 'steps' })
    shown.at(done)
    if (done >= total) shown.end()
  }
}
