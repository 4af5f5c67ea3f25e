import type { Command } from '../command.ts'
import { usersClose, usersReopen, usersReset, usersRevalidate, usersRoles } from './accounts.ts'
import { agenciesAdd, agenciesList } from './agencies.ts'
import { demo } from './demo.ts'
import { enroll } from './enroll.ts'
import { evaluateIdentification } from './evaluate-identification.ts'
import { evaluateVerification } from './evaluate-verification.ts'
import { examine } from './examine.ts'
import { importPastCommand } from './import-past.ts'
import { init } from './init.ts'
import { leadCheck, leadEvidence, leadInquiry, leadLineUp } from './lead-guards.ts'
import { leadPacket } from './lead-packet.ts'
import { lead, leads, outcome } from './leads.ts'
import { logVerify } from './log.ts'
import { logDisclose } from './log-disclose.ts'
import { logErase, logErasures } from './log-erase.ts'
import { logOpen } from './log-open.ts'
import { logProve } from './log-prove.ts'
import { logPublish } from './log-publish.ts'
import { logRecount } from './log-recount.ts'
import { logWitnesses, logWitnessesAdopt } from './log-witnesses.ts'
import { modelsAdd, modelsList } from './models.ts'
import { modelsPull } from './models-pull.ts'
import { modelsTest } from './models-test.ts'
import { modelsUse } from './models-use.ts'
import { oversightBlocklist } from './oversight-blocklist.ts'
import { oversightRegister } from './oversight-register.ts'
import { oversightScan } from './oversight-scan.ts'
import { policy } from './policy.ts'
import { policyAccept, policyAdopt } from './policy-adopt.ts'
import { policyCheck } from './policy-check.ts'
import { policyDiff } from './policy-diff.ts'
import { policyExplain } from './policy-explain.ts'
import { policyPacks } from './policy-packs.ts'
import { policyReplay } from './policy-replay.ts'
import { replay } from './replay.ts'
import { reportList, reportMake, reportRecordsRequest } from './report.ts'
import { search } from './search.ts'
import { serve } from './serve.ts'
import { signIn, signOut } from './sign-in.ts'
import { ssoAddOidc, ssoAddSaml, ssoList, ssoRemove } from './sso.ts'
import { certificatesRecord, usersAdd, usersLink, usersList } from './users.ts'
import { witnessInit, witnessServe } from './witness.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  demo,
  init,
  enroll,
  search,
  examine,
  leads,
  lead,
  leadEvidence,
  leadCheck,
  leadLineUp,
  outcome,
  leadInquiry,
  leadPacket,
  replay,
  serve,
  policy,
  policyPacks,
  policyCheck,
  policyExplain,
  policyDiff,
  policyReplay,
  policyAdopt,
  policyAccept,
  logVerify,
  logRecount,
  logPublish,
  logProve,
  logDisclose,
  logOpen,
  oversightScan,
  oversightRegister,
  oversightBlocklist,
  logWitnesses,
  logWitnessesAdopt,
  witnessInit,
  witnessServe,
  logErase,
  logErasures,
  modelsList,
  modelsAdd,
  modelsPull,
  modelsUse,
  modelsTest,
  evaluateVerification,
  evaluateIdentification,
  importPastCommand,
  reportList,
  reportMake,
  reportRecordsRequest,
  agenciesList,
  agenciesAdd,
  usersList,
  usersAdd,
  usersLink,
  usersRoles,
  usersReset,
  usersRevalidate,
  usersClose,
  usersReopen,
  ssoList,
  ssoAddOidc,
  ssoAddSaml,
  ssoRemove,
  certificatesRecord,
  signIn,
  signOut,
]
