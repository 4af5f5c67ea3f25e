/**
 * Rules of accounts and sessions after the FBI's CJIS Security Policy (version 5.8; where the newer line is stricter, its
 * value). What is marked D is a choice of this house.
 */
export const sessionRules = {
  /** Hours until a session needs a new sign-in. */
  sessionHours: 12,
  /** Minutes without an act until a session locks (5.5.5 allows 30; D: 15). */
  idleMinutes: 15,
  /** Minutes that a proof of presence counts before candidates are revealed or sealed fields opened (D). */
  confirmationMinutes: 10,
  /** Failed tries in a row that lock a login, and for how many minutes (5.5.3; 15 minutes in the newer line). */
  failedTries: 5,
  lockMinutes: 15,
  /** Days until an administrator must confirm that an account is still needed (5.5.1). */
  revalidationDays: 365,
  /** Days without a sign-in until an account sleeps (D). */
  dormantDays: 90,
  /** Minutes to set up the factors after an enrolment link was opened (D). */
  enrolmentMinutes: 60,
  /** Minutes until a started ceremony must be finished (D). */
  ceremonyMinutes: 10,
} as const

/** What everybody accepts before every sign-in (5.5.4): restricted system, monitoring, penalties, consent. */
export const banner = [
  'You are about to enter a restricted information system of a police agency.',
  'Use is monitored and recorded, and may be audited. Every search stands in a public log.',
  'Use without authority, or for anything but the agency’s lawful purposes, is prohibited and may be punished under criminal and civil law.',
  'Using this system means that you consent to being monitored and recorded.',
] as const
