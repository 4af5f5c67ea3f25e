import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isRefused, Refused } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { askWitnesses, checkNamesLog, vkeyPath, type WitnessView } from '../../ledger/index.ts'
import { quorumWords, type TrustPolicy, trustPolicyPath } from '../../proof/index.ts'
import { readLock, writeFileDurably } from '../../storage/index.ts'
import { checkedLogInput } from '../checked-log.ts'
import { type Command, exitCodes, type Input } from '../command.ts'
import { checkFounded } from '../door.ts'
import { readPolicyFile } from '../read-policy-file.ts'

export const logWitnesses: Command = {
  name: 'log witnesses',
  summary: 'ask the witnesses of a log what they saw of it, and compare',
  details: [
    'Exits with 0 when enough witnesses cosigned the newest checkpoint and none of them shows more or something else; else 1.',
    'A witness that is behind has not been asked since, which is no fault. A checkpoint that contradicts the log is printed whole:',
    'with the log’s own checkpoint it proves that its key signed two histories, or that the log was taken back.',
  ].join('\n'),
  positionals: checkedLogInput.positionals,
  options: checkedLogInput.options,
  examples: ['casebound log witnesses', 'casebound log witnesses ./copy-of-the-log --policy policy.txt'],
  run: async (input, { terminal }) => {
    const { print } = terminal
    const dir = resolve(input.positionals[0] ?? `${input.dataDir}/log`)
    const policy = await policyOf(input, dir)
    if (policy === undefined) {
      print('This log has no witnesses. Adopt a policy: casebound log witnesses adopt FILE.')
      terminal.result({ witnesses: [], quorumReached: true })
      return exitCodes.done
    }
    const vkey = input.text('key') ?? (await readFile(join(dir, vkeyPath), 'utf8')).trim()
    const survey = await askWitnesses({ dir, vkey, policy })
    const rule = quorumWords(policy.quorum)
    print(
      survey.quorumReached
        ? `The checkpoint over ${survey.size.toLocaleString('en-US')} entries is cosigned as the policy asks (${rule}).`
        : `NOT COSIGNED by enough: the policy asks for ${rule}.`,
    )
    for (const view of survey.witnesses) {
      print(
        `  ${view.name.padEnd(16)} ${view.cosigned ? 'cosigned it' : 'did not cosign it'}; ${viewWords(view)}`,
      )
      if (view.evidence !== undefined) print(`\n${view.evidence}`)
    }
    terminal.result({ ...survey, policy: rule })
    const contradicted = survey.witnesses.some(({ evidence }) => evidence !== undefined)
    return survey.quorumReached && !contradicted ? exitCodes.done : exitCodes.fault
  },
}

function viewWords({ shows, size, url }: WitnessView): string {
  if (shows === 'nothing') return url === undefined ? 'has no address' : 'shows nothing of it now'
  const entries = `${(size ?? 0).toLocaleString('en-US')} entries`
  if (shows === 'same') return `shows the same ${entries}`
  if (shows === 'behind') return `shows its first ${entries}`
  if (shows === 'ahead') return `SHOWS MORE: ${entries}, signed by the key of this log`
  return `SHOWS ANOTHER HISTORY of ${entries}, signed by the key of this log`
}

async function policyOf(input: Input, dir: string): Promise<TrustPolicy | undefined> {
  const given = input.text('policy')
  if (given !== undefined) return (await readPolicyFile(given)).policy
  return (await readPolicyFile(join(dir, trustPolicyPath)).catch(noneThere))?.policy
}

const noneThere = (error: unknown): undefined => {
  if (isRefused(error) && error.code === 'FILE_MISSING') return undefined
  throw error
}

export const logWitnessesAdopt: Command = {
  name: 'log witnesses adopt',
  summary: 'have every checkpoint of the log cosigned by the witnesses of a policy, from the next start on',
  details: [
    'FILE is a policy as C2SP tlog-policy describes it, for instance:',
    '',
    '  witness w1 inspector.example/w1+85c25b8e+BMf2… http://10.0.0.7:8790',
    '  witness w2 court.example/w2+0a1b2c3d+BAd4… http://10.0.0.8:8790',
    '  witness w3 university.example/w3+4e5f6a7b+BGh1… http://10.0.0.9:8790',
    '  group witnesses 2 w1 w2 w3',
    '  quorum witnesses',
    '',
    'No search is made while fewer than that many answer. To do without again, adopt one that says: quorum none.',
  ].join('\n'),
  positionals: [{ name: 'FILE', words: 'the policy' }],
  examples: ['casebound log witnesses adopt policy.txt'],
  run: async (input, { terminal }) => {
    await checkFounded(input.dataDir)
    const folders = houseFolders(input.dataDir)
    const { policy, bytes } = await readPolicyFile(input.positionals[0] ?? '')
    checkNamesLog(policy, (await readFile(join(folders.log, vkeyPath), 'utf8')).trim())
    const deaf = policy.witnesses.find(({ url }) => url === undefined)
    if (deaf !== undefined) throw withoutAddress(deaf.name)
    await writeFileDurably(folders.witnessPolicy, bytes)
    const running = (await readLock(input.dataDir)) !== undefined
    terminal.print(
      `Adopted: the log needs ${quorumWords(policy.quorum)} of ${policy.witnesses.length} witnesses.`,
    )
    if (running) terminal.print('The running server goes by the old policy until it is started again.')
    terminal.result({ witnesses: policy.witnesses.length, quorum: quorumWords(policy.quorum), running })
    return exitCodes.done
  },
}

const withoutAddress = (name: string) =>
  new Refused<'WITNESS_WITHOUT_ADDRESS'>({
    code: 'WITNESS_WITHOUT_ADDRESS',
    reason: `The policy gives no address for the witness ${name}, so nobody could ask it.`,
    needed: 'The address at the end of its line, e.g. http://10.0.0.7:8790.',
  })
