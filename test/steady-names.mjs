// Preloaded into a program that is traced: the random middle of the names of temporary files becomes a count, so that a second life
// touches the same paths as the first and a fault can be told by path.

import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const nameBytes = 6
const { randomBytes } = crypto
let made = 0

crypto.randomBytes = (size, ...rest) => {
  if (size !== nameBytes || rest.length > 0) return randomBytes(size, ...rest)
  const name = Buffer.alloc(nameBytes)
  name.writeUInt32BE(++made, 2)
  return name
}
syncBuiltinESMExports()
