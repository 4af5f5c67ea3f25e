export { checkAgencyCode } from './agency-code.ts'
export type { PeopleRefusalCode } from './refusal-code.ts'
export {
  endSession,
  makeSignInLink,
  openSession,
  type Session,
  sessionHours,
  sessionOf,
  signIn,
} from './sign-in.ts'
export {
  type Agency,
  agencyById,
  createAgency,
  createUser,
  listAgencies,
  listUsers,
  type Role,
  roles,
  theAgency,
  type User,
  userById,
  userByLogin,
} from './user.ts'
