import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  parseVerifierKey,
  quorumWords,
  readEntry,
  type TrustPolicy,
  verifyTlogProof,
} from '../proof/index.ts'
import { type ExitCode, exitCodes, type Input } from './command.ts'
import { readPolicyFile } from './read-policy-file.ts'
import type { Terminal } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

const header = 'c2sp.org/tlog-proof@'

/** Whether a file is a proof (C2SP tlog-proof) and not a file of opened values. */
export const isTlogProof = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, header.length)) === header

/** The bytes of a file that the command line names. */
export async function readNamed(path: string): Promise<Uint8Array> {
  const bytes = await readFile(resolve(path)).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new WrongUse(`There is no file ${path}.`) : error
  })
  return new Uint8Array(bytes)
}

/** The witness policy of the reader, where he names one. Refuses FILE_MISSING, TRUST_POLICY_INVALID. */
export async function ownPolicy(input: Input): Promise<TrustPolicy | undefined> {
  const path = input.text('policy')
  return path === undefined ? undefined : (await readPolicyFile(path)).policy
}

/** What is said once the own policy was satisfied. */
export const cosignedWords = (policy: TrustPolicy): string =>
  `Cosigned as your own policy asks: ${quorumWords(policy.quorum)}.`

type Opening = {
  readonly input: Input
  readonly policy: TrustPolicy | undefined
  readonly terminal: Terminal
}

/** Checks a proof offline against keys and policy of the reader's own: a proof names no key itself. */
export async function openTlogProof(bytes: Uint8Array, of: Opening): Promise<ExitCode> {
  const { input, policy, terminal } = of
  const given = input.text('vkey')
  const vkeys = given === undefined ? (policy?.logs ?? []).map(({ vkey }) => vkey) : [given]
  if (vkeys.length === 0)
    throw new WrongUse('A .tlog-proof names no key: give --vkey, or a --policy with a log line.')
  const path = input.text('entry')
  if (path === undefined)
    throw new WrongUse('A .tlog-proof holds no entry: give its exact bytes with --entry.')
  const entryBytes = await readNamed(path)
  const keys = vkeys.map(parseVerifierKey)
  const report = await verifyTlogProof({ text: bytes, entryBytes, keys, policy })
  const { verified, problems, index, checkpoint } = report
  if (!verified || checkpoint === undefined) {
    terminal.print('THIS DOES NOT HOLD.')
    for (const problem of problems) terminal.print(`  ${problem}`)
    terminal.result({ verified: false, problems })
    return exitCodes.fault
  }
  const witnesses = (policy?.witnesses ?? []).filter(({ key }) =>
    checkpoint.signers.some((signer) => signer.key === key),
  )
  const read = readEntry(entryBytes)
  const type = 'fault' in read ? undefined : read.type
  terminal.print(
    `These bytes are entry ${index}${type === undefined ? '' : ` (${type})`} of the log ${checkpoint.origin}, which signed ${checkpoint.size.toLocaleString('en-US')} entries.`,
  )
  if (policy) terminal.print(cosignedWords(policy))
  else terminal.print('No witness was asked for; give --policy to hold it against your own.')
  terminal.result({
    ...{ verified, index, type, origin: checkpoint.origin, size: checkpoint.size },
    verifierKey: vkeys.find((_, at) => checkpoint.signers.some((signer) => signer.key === keys[at])),
    ...(policy
      ? { quorum: quorumWords(policy.quorum), cosignedBy: witnesses.map(({ key }) => key.name) }
      : {}),
  })
  return exitCodes.done
}
