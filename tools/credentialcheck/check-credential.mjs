// Checks a training certificate (Open Badges 3.0 as VC-JWT) with nothing but Node itself and the files that the agency publishes:
// node tools/credentialcheck/check-credential.mjs CREDENTIAL.jwt FOLDER [INSTANT]
// FOLDER holds what lies under /credentials/ at the agency. Prints what it found and ends with 0 when the certificate counts.
// Shares no code with the rest of this repository, and knows no secret.
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const [file, folder, instant] = process.argv.slice(2)
if (!file || !folder) fail('usage: check-credential.mjs CREDENTIAL.jwt FOLDER [INSTANT]')
const now = instant === undefined ? Date.now() : Date.parse(instant)
const { keys } = JSON.parse(readFileSync(join(folder, 'jwks.json'), 'utf8'))
const issuer = JSON.parse(readFileSync(join(folder, 'issuer.json'), 'utf8'))

function fail(why) {
  console.log(`NO: ${why}`)
  process.exit(1)
}

function read(jws, type) {
  const [head, body, signature, ...more] = jws.trim().split('.')
  if (!head || !body || !signature || more.length > 0) fail('not a compact JWS')
  const header = JSON.parse(Buffer.from(head, 'base64url'))
  if (header.alg !== 'EdDSA' || header.typ !== type) fail(`unexpected header ${JSON.stringify(header)}`)
  const jwk = keys.find(({ kid }) => header.kid.endsWith(`/keys/${kid}.json`))
  if (!jwk) fail('signed with a key that the agency does not publish')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  if (!verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    fail('the signature is wrong')
  return JSON.parse(Buffer.from(body, 'base64url'))
}

const credential = read(readFileSync(file, 'utf8'), 'JWT')
if (credential.iss !== issuer.id || credential.issuer.id !== issuer.id) fail('of another issuer')
if (!credential.type.includes('OpenBadgeCredential')) fail('not an Open Badge')
if (Date.parse(credential.validFrom) !== credential.nbf * 1000) fail('two beginnings')
if (Date.parse(credential.validUntil) !== credential.exp * 1000) fail('two ends')
if (now < credential.nbf * 1000) fail(`begins at ${credential.validFrom}`)
if (now >= credential.exp * 1000) fail(`ended at ${credential.validUntil}`)
for (const { statusPurpose, statusListIndex, statusListCredential } of credential.credentialStatus) {
  const list = read(readFileSync(join(folder, 'status', `${statusPurpose}.jwt`), 'utf8'), 'vc+jwt')
  const { encodedList, statusPurpose: purpose } = list.credentialSubject
  if (list.iss !== issuer.id || list.id !== statusListCredential || purpose !== statusPurpose)
    fail('another status list')
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'))
  if (bits.length < 16384) fail('a status list that is too short')
  const index = Number(statusListIndex)
  if ((bits[index >> 3] >> (7 - (index & 7))) & 1) fail(`it stands in the list of ${statusPurpose}`)
}
const [{ identityHash: holder }] = credential.credentialSubject.identifier
console.log(`YES: ${holder}, ${credential.name}, by ${issuer.name}, until ${credential.validUntil}`)
