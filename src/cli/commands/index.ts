import type { Command } from '../command.ts'

/**
 * Every command, in the order of the help: its name, and how it is loaded. A command comes with the rooms it works in, so that one that
 * does little starts at once.
 */
const table: readonly (readonly [name: string, load: () => Promise<Command>])[] = [
  ['demo', async () => (await import('./demo.ts')).demo],
  ['init', async () => (await import('./init.ts')).init],
  ['enroll', async () => (await import('./enroll.ts')).enroll],
  ['search', async () => (await import('./search.ts')).search],
  ['examine', async () => (await import('./examine.ts')).examine],
  ['leads', async () => (await import('./leads.ts')).leads],
  ['lead', async () => (await import('./leads.ts')).lead],
  ['lead evidence', async () => (await import('./lead-guards.ts')).leadEvidence],
  ['lead check', async () => (await import('./lead-guards.ts')).leadCheck],
  ['lead line-up', async () => (await import('./lead-guards.ts')).leadLineUp],
  ['outcome', async () => (await import('./leads.ts')).outcome],
  ['lead inquiry', async () => (await import('./lead-guards.ts')).leadInquiry],
  ['lead packet', async () => (await import('./lead-packet.ts')).leadPacket],
  ['replay', async () => (await import('./replay.ts')).replay],
  ['serve', async () => (await import('./serve.ts')).serve],
  ['policy', async () => (await import('./policy.ts')).policy],
  ['policy packs', async () => (await import('./policy-packs.ts')).policyPacks],
  ['policy check', async () => (await import('./policy-check.ts')).policyCheck],
  ['policy explain', async () => (await import('./policy-explain.ts')).policyExplain],
  ['policy diff', async () => (await import('./policy-diff.ts')).policyDiff],
  ['policy replay', async () => (await import('./policy-replay.ts')).policyReplay],
  ['policy adopt', async () => (await import('./policy-adopt.ts')).policyAdopt],
  ['policy accept', async () => (await import('./policy-adopt.ts')).policyAccept],
  ['log verify', async () => (await import('./log.ts')).logVerify],
  ['log recount', async () => (await import('./log-recount.ts')).logRecount],
  ['log publish', async () => (await import('./log-publish.ts')).logPublish],
  ['log prove', async () => (await import('./log-prove.ts')).logProve],
  ['log disclose', async () => (await import('./log-disclose.ts')).logDisclose],
  ['log open', async () => (await import('./log-open.ts')).logOpen],
  ['oversight scan', async () => (await import('./oversight-scan.ts')).oversightScan],
  ['oversight register', async () => (await import('./oversight-register.ts')).oversightRegister],
  ['oversight blocklist', async () => (await import('./oversight-blocklist.ts')).oversightBlocklist],
  ['oversight rule', async () => (await import('./oversight-rule.ts')).oversightRule],
  ['oversight findings', async () => (await import('./oversight-findings.ts')).oversightFindings],
  ['oversight ask', async () => (await import('./oversight-findings.ts')).oversightAsk],
  ['oversight assess', async () => (await import('./oversight-findings.ts')).oversightAssess],
  ['oversight case', async () => (await import('./oversight-findings.ts')).oversightCase],
  ['oversight dismiss', async () => (await import('./oversight-findings.ts')).oversightDismiss],
  ['oversight close', async () => (await import('./oversight-findings.ts')).oversightClose],
  ['oversight attestations', async () => (await import('./oversight-attest.ts')).oversightAttestations],
  ['oversight attest', async () => (await import('./oversight-attest.ts')).oversightAttest],
  ['oversight declare', async () => (await import('./oversight-declare.ts')).oversightDeclare],
  ['oversight declarations', async () => (await import('./oversight-declare.ts')).oversightDeclarations],
  ['elsewhere list', async () => (await import('./elsewhere.ts')).elsewhereList],
  ['elsewhere declare', async () => (await import('./elsewhere.ts')).elsewhereDeclare],
  ['oversight alarms', async () => (await import('./oversight-alarms.ts')).oversightAlarms],
  ['oversight settle', async () => (await import('./oversight-alarms.ts')).oversightSettle],
  ['oversight wires', async () => (await import('./oversight-wires.ts')).oversightWires],
  ['oversight neighbours', async () => (await import('./oversight-neighbours.ts')).oversightNeighbours],
  ['oversight neighbour', async () => (await import('./oversight-neighbours.ts')).oversightNeighbour],
  ['oversight plant', async () => (await import('./oversight-wires.ts')).oversightPlant],
  ['log witnesses', async () => (await import('./log-witnesses.ts')).logWitnesses],
  ['log witnesses adopt', async () => (await import('./log-witnesses.ts')).logWitnessesAdopt],
  ['witness init', async () => (await import('./witness.ts')).witnessInit],
  ['witness serve', async () => (await import('./witness.ts')).witnessServe],
  ['log erase', async () => (await import('./log-erase.ts')).logErase],
  ['log erasures', async () => (await import('./log-erase.ts')).logErasures],
  ['models list', async () => (await import('./models.ts')).modelsList],
  ['models add', async () => (await import('./models.ts')).modelsAdd],
  ['models pull', async () => (await import('./models-pull.ts')).modelsPull],
  ['models use', async () => (await import('./models-use.ts')).modelsUse],
  ['models strangers', async () => (await import('./models-strangers.ts')).modelsStrangers],
  ['models test', async () => (await import('./models-test.ts')).modelsTest],
  ['evaluate verification', async () => (await import('./evaluate-verification.ts')).evaluateVerification],
  [
    'evaluate identification',
    async () => (await import('./evaluate-identification.ts')).evaluateIdentification,
  ],
  ['import-past', async () => (await import('./import-past.ts')).importPastCommand],
  ['report list', async () => (await import('./report.ts')).reportList],
  ['report make', async () => (await import('./report.ts')).reportMake],
  ['report records-request', async () => (await import('./report.ts')).reportRecordsRequest],
  ['agencies list', async () => (await import('./agencies.ts')).agenciesList],
  ['agencies add', async () => (await import('./agencies.ts')).agenciesAdd],
  ['users list', async () => (await import('./users.ts')).usersList],
  ['users add', async () => (await import('./users.ts')).usersAdd],
  ['users link', async () => (await import('./users.ts')).usersLink],
  ['users roles', async () => (await import('./accounts.ts')).usersRoles],
  ['users reset', async () => (await import('./accounts.ts')).usersReset],
  ['users revalidate', async () => (await import('./accounts.ts')).usersRevalidate],
  ['users close', async () => (await import('./accounts.ts')).usersClose],
  ['users reopen', async () => (await import('./accounts.ts')).usersReopen],
  ['sso list', async () => (await import('./sso.ts')).ssoList],
  ['sso add-oidc', async () => (await import('./sso.ts')).ssoAddOidc],
  ['sso add-saml', async () => (await import('./sso.ts')).ssoAddSaml],
  ['sso remove', async () => (await import('./sso.ts')).ssoRemove],
  ['certificates record', async () => (await import('./users.ts')).certificatesRecord],
  ['sign-in', async () => (await import('./sign-in.ts')).signIn],
  ['sign-out', async () => (await import('./sign-in.ts')).signOut],
]

export const commandNames: readonly string[] = table.map(([name]) => name)

/** The command of this name, as it stands in the list. */
export async function loadCommand(name: string): Promise<Command> {
  const load = table.find(([listed]) => listed === name)?.[1]
  if (!load) throw new Error(`there is no command "${name}"`)
  return load()
}

/** All of them, for the overview. */
export const loadCommands = (): Promise<readonly Command[]> => Promise.all(commandNames.map(loadCommand))
