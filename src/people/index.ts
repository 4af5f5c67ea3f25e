export { type AccountEventName, accountEvents } from './account-events.ts'
export type { AccountHouse } from './account-house.ts'
export { checkStanding, revalidationDue, type Standing, standingOf } from './account-standing.ts'
export { checkAgencyCode } from './agency-code.ts'
export { codeAt } from './authenticator.ts'
export { checkDuties, type Duty, dutiesOf } from './duties-owed.ts'
export { type Factors, factorsOf, hasFactors } from './factors.ts'
export { type ImportLine, importPeople, readPeople } from './import-people.ts'
export {
  addAccount,
  changeRoles,
  changeUnit,
  closeAccount,
  knownUser,
  linkHours,
  reopenAccount,
  resetFactors,
  revalidateAccount,
} from './manage-account.ts'
export { beginOidc, oidcOnly, signInByOidc } from './oidc.ts'
export {
  beginPasskeyConfirm,
  beginPasskeySignIn,
  confirmByPasskey,
  signInByPasskey,
} from './passkey-sign-in.ts'
export { addPasskey, beginPasskey, type PasskeyPlace, removePasskey } from './passkeys.ts'
export { passwordLimits } from './password.ts'
export { confirmByPassword, signInByPassword } from './password-sign-in.ts'
export { readPeopleCsv } from './read-people-csv.ts'
export type { PeopleRefusalCode } from './refusal-code.ts'
export { barredPairs, isRole, type Role, roles } from './roles.ts'
export { beginSaml, receiveSaml, type SamlPlace, samlOnly, signInBySaml } from './saml.ts'
export {
  checkConfirmed,
  checkEnrolled,
  confirmedUntil,
  endSession,
  noteConfirmed,
  type OpenedSession,
  openSession,
  type Session,
  type SessionVia,
  sessionOf,
} from './session.ts'
export { banner, sessionRules } from './session-rules.ts'
export { beginAuthenticator, type Door, renewRecoveryCodes, setPasswordAndCode } from './set-factors.ts'
export { makeSignInLink, signIn } from './sign-in-link.ts'
export {
  addSsoProvider,
  listSsoProviders,
  removeSsoProvider,
  type SsoSettings,
  ssoProvider,
} from './sso-provider.ts'
export {
  type Agency,
  agencyById,
  createAgency,
  createUser,
  listAgencies,
  listUsers,
  theAgency,
  type User,
  userById,
  userByLogin,
} from './user.ts'
