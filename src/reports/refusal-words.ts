/** What each refusal code of requests and examinations means, as a reader of the public page would say it. */
const words: Readonly<Record<string, string>> = {
  ALREADY_CONCLUDED: 'The search was concluded already',
  ALREADY_EXAMINED: 'This person had examined the search already',
  APPROVAL_MISSING: 'The approval that the policy asks for was missing',
  APPROVAL_OVERDUE: 'An emergency was never confirmed in time',
  BODY_CAMERA_BARRED: 'The picture came from a body camera, which the policy bars',
  CANDIDATES_OVER_LIMIT: 'More candidates were asked for than the policy allows',
  ANALYSIS_MISSING: 'Candidates were asked for before the probe was analysed',
  ANALYSIS_INCOMPLETE: 'An analysis named too few visible components',
  ALREADY_ANALYSED: 'A sealed analysis was to be changed',
  FEATURE_UNKNOWN: 'An analysis named a component that is not in the list',
  CANDIDATE_UNANSWERED: 'A conclusion left candidates unanswered',
  CANDIDATES_SUPPORTED: 'One face was said to be that of two persons',
  CONCLUSION_UNKNOWN: 'A conclusion was not on the scale of the policy',
  CANDIDATE_MISSING: 'A conclusion named no candidate',
  CANDIDATE_UNKNOWN: 'A conclusion named a candidate who is not in the list',
  CASE_NOT_FOUND: 'The case could not be found',
  CERT_COURSE_MISSING: 'The training certificate was for another course',
  CERT_EXPIRED: 'The training certificate had run out',
  CERT_NOT_YET_VALID: 'The training certificate was not valid yet',
  CERT_REVOKED: 'The training certificate was suspended or revoked',
  COPY_SEARCHED: 'The same copy of the picture was searched already',
  CRIME_CLASS_BARRED: 'The policy allows no search for this class of crime',
  CRIME_CLASS_UNKNOWN: 'No class of crime that the policy knows was named',
  EMERGENCY_PURPOSE_MISMATCH: 'An emergency was claimed for a purpose that has none',
  EVIDENCE_IN_FUTURE: 'Evidence was dated in the future',
  FACE_NOT_CHOSEN: 'The picture shows several faces and none was chosen',
  FACE_UNKNOWN: 'The chosen face is not in the picture',
  FEATURES_INCOMPLETE: 'Too few features of the face were compared',
  FIRST_AMENDMENT_HOLD:
    'The picture shows a protest or another protected activity, and nobody had approved it',
  IMAGE_NOT_STILL: 'The file was no still picture',
  IMAGE_TOO_SMALL: 'The picture was too small',
  IMAGE_UNREADABLE: 'The picture could not be read',
  IMMIGRATION_BARRED: 'Searches for immigration enforcement are barred',
  LEAD_WITHHELD: 'Two conclusions agreed and are looked at by an auditor before they count',
  MANIPULATION_BARRED: 'The picture had been changed in a way that is barred',
  MULTIPLE_FACES: 'The picture shows several faces',
  NAME_FROM_ELSEWHERE: 'A face search elsewhere had produced the same name in the case before',
  NOT_BLIND: 'The examiner had seen the ranks or another conclusion',
  NOT_PERMITTED: 'No rule of the policy permits it',
  NOT_READY: 'The search was not ready to be examined',
  NOT_TESTED: 'The face model had not passed the test that the policy asks for',
  NOT_YOURS: 'It was another person’s search',
  NO_CASE: 'No case number was given',
  NO_CERTIFICATE: 'The person had no training certificate',
  NO_COURT_ORDER: 'The court order that the policy asks for was missing',
  NO_FACE: 'No face was found in the picture',
  NO_LEAD: 'There was no lead to follow',
  NO_PROGRAM_MANAGER: 'Nobody was in charge of the programme',
  NO_RESULT: 'The search had no list',
  OUTCOME_OVERDUE: 'What became of an earlier lead was not reported in time',
  OUTSIDE_AGENCY: 'It was asked on behalf of another agency',
  OUTSIDE_FORM_MISSING: 'Another agency’s form was missing',
  OWN_SEARCH: 'Somebody wanted to examine his own search',
  PACK_EXPIRED: 'No policy was in force on that day',
  PACK_UNSIGNED: 'The policy bore no signature',
  POLICY_ERROR: 'The policy could not weigh the request',
  POLICY_NOT_ACCEPTED: 'The person had not accepted the policy in force',
  PROBE_MISSING: 'There was no picture',
  PROXY_SUSPECTED: 'It looked as if it served another agency, and nobody had looked at it yet',
  PROBE_NOT_LAWFUL: 'The picture was not lawfully obtained',
  PROBE_NOT_PHOTO: 'It was no photograph but a drawing, a composite or the like',
  PROBE_NOT_SUBJECT: 'The person in the picture is not the one under investigation',
  PROBE_SOURCE_MISSING: 'It was not said where the picture comes from',
  PROBE_UNFIT: 'The face was too small or too poor to compare',
  PROPOSAL_UNKNOWN: 'There was no such proposal',
  PROTECTED_ACTIVITY_UNANSWERED: 'It was not said whether the picture shows a protected activity',
  PROTECTED_TRAIT_BARRED: 'It rested on race, religion or another protected trait',
  PURPOSE_CRIME_MISMATCH: 'Purpose and crime did not go together',
  PURPOSE_NOT_ALLOWED: 'The policy does not allow this purpose',
  REASON_EMPTY: 'No reason was given, or too short a one',
  RETRY_LIMIT: 'The same picture had been tried too often',
  ROLE_MISSING: 'The person’s role does not allow it',
  SETUP_UNANSWERED: 'The agency had not settled what the policy leaves open',
  SOLE_BASIS: 'An arrest would have rested on the lead alone',
  SOURCE_NOT_BOOKING: 'Other pictures than booking photographs were to be searched',
  STANDING_SEARCH_BARRED: 'A standing search, a watch list, was asked for',
  STATUTE_NOT_LISTED: 'The offence is not among those that the policy lists',
  SUSPICION_MISSING: 'No suspicion against the person in the picture was stated',
  VIDEO_BARRED: 'Live video was to be searched',
}

/** The codes that have words; a test asks that those of every shipped policy do. */
export const codesInWords: ReadonlySet<string> = new Set(Object.keys(words))

/** A refusal code in words; one without words of its own as its code reads. */
export const refusalInWords = (code: string): string =>
  words[code] ?? `${code.slice(0, 1)}${code.slice(1).toLowerCase().replaceAll('_', ' ')}`

const acts: Readonly<Record<string, string>> = {
  request: 'a search was asked for',
  examine: 'a list was to be examined',
  conclude: 'what both examiners agreed on was to become a lead',
  outcome: 'an outcome was to be recorded',
  reveal: 'a list was to be shown',
  'request-search': 'a search was asked for',
}

/** The act that was refused, in words. */
export const actInWords = (act: string): string => acts[act] ?? codeInWords(act)

/** `aggravated-assault` as a reader would write it. */
export const codeInWords = (code: string): string =>
  `${code.slice(0, 1).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`
