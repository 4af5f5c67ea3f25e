/** An object longer than this is no event of a sign-on. */
const longestObject = 1 << 20

/**
 * Finds the objects in the first array of a JSON text that comes in pieces, without holding the text: for exports that are one array,
 * or an object around one. `object` gets each with the line that it begins on; `end` says whether the array was closed.
 */
export function objectSplitter(object: (text: string, line: number) => void): {
  next: (piece: string) => void
  end: () => { closed: boolean; lines: number }
} {
  let line = 1
  let depth = 0
  let inArray = false
  let closed = false
  let inText = false
  let escaped = false
  let startedAt = 1
  let held: string[] = []
  let heldLength = 0
  let lastByte = ''
  const hold = (text: string) => {
    heldLength += text.length
    if (heldLength <= longestObject) held.push(text)
  }
  const take = (piece: string) => {
    let from = depth > 0 ? 0 : -1
    for (let at = 0; at < piece.length; at++) {
      const sign = piece[at]
      if (sign === '\n') line++
      if (escaped) escaped = false
      else if (inText) {
        if (sign === '\\') escaped = true
        else if (sign === '"') inText = false
      } else if (sign === '"') inText = true
      else if (!inArray) inArray = sign === '['
      else if (sign === '{' && depth++ === 0) {
        from = at
        startedAt = line
      } else if (sign === '}' && depth > 0 && --depth === 0) {
        hold(piece.slice(from, at + 1))
        object(held.join(''), startedAt)
        held = []
        heldLength = 0
        from = -1
      } else if (sign === ']' && depth === 0) closed = true
    }
    if (from >= 0 && depth > 0) hold(piece.slice(from))
    lastByte = piece.at(-1) ?? lastByte
  }
  return {
    next: (piece) => {
      if (!closed) take(piece)
      else line += piece.split('\n').length - 1
    },
    end: () => ({ closed: closed && depth === 0, lines: lastByte === '\n' ? line - 1 : line }),
  }
}
