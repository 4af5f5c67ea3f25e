import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// What the agency sets up before anyone searches: keys, rules, code lists, witnesses, gallery, model, certificates.

export const genesis: EventSpec = {
  says: 'First entry of a log: whose it is and with which key it is signed.',
  shown: {
    origin: shapes.originName.describe('Name of the log, the first line of every checkpoint.'),
    vkey: shapes.verifierKey.describe('Verifier key of the log in the signed-note form.'),
    spec: shapes.sha256Hex.describe(
      'SHA-256 of the event description (docs/events.md) at the start of the log.',
    ),
    prev: shapes.originName
      .optional()
      .describe('Origin of the log that this one continues, where there is one.'),
  },
  hidden: {},
}

export const policy: EventSpec = {
  says: 'A policy pack came into force.',
  shown: {
    n: shapes.count.describe('Running number of the adoption.'),
    pack: shapes.ruleName.describe('Name of the pack.'),
    version: shapes.version.describe('Version of the pack.'),
    sha256: shapes.sha256Hex.describe('SHA-256 of the pack text, which the agency publishes.'),
  },
  hidden: { approver: { says: 'User who approved the adoption.' }, time: hiddenTime },
}

export const codes: EventSpec = {
  says: 'A list of crime classes, units and outcomes came into force.',
  shown: {
    version: shapes.count.describe('Version of the code list.'),
    sha256: shapes.sha256Hex.describe('SHA-256 of the code list, which the agency publishes.'),
  },
  hidden: {},
}

export const witnesses: EventSpec = {
  says: 'A witness policy came into force: every checkpoint from here on needs the cosignatures that it asks for.',
  shown: {
    sha256: shapes.sha256Hex.describe(
      'SHA-256 of the policy text (C2SP tlog-policy), published as policy.txt.',
    ),
    named: shapes.count.describe('Witnesses that the policy names; 0 where the log goes on without.'),
  },
  hidden: { time: hiddenTime },
}

export const key: EventSpec = {
  says: 'A further key of the log was announced: from here on checkpoints are signed by it too, and not believed without it.',
  shown: {
    n: shapes.count.describe('Number of the key; the one in genesis is 1.'),
    vkey: shapes.verifierKey.describe('Verifier key in the signed-note form.'),
    note: shapes.sha256Hex.describe(
      'SHA-256 of the note that announces it, signed by this key and by the one before; published as keys/<n>.note.',
    ),
  },
  hidden: { time: hiddenTime },
}

export const gallery: EventSpec = {
  says: 'The set of searchable booking photographs changed.',
  shown: {
    n: shapes.count.describe('Number of the gallery state.'),
    root: shapes.sha256Hex.describe('Merkle root over the salted leaves of all bookings in this state.'),
    persons: shapes.count.describe('Persons in this state.'),
    bookings: shapes.count.describe('Booking photographs in this state.'),
    added: shapes.count.describe('Booking photographs added since the state before.'),
    removed: shapes.count.describe('Booking photographs removed since the state before.'),
    model: shapes.modelId.describe('Face model that made the templates.'),
  },
  hidden: { actor: { says: 'User who made the change.', optional: true }, time: hiddenTime },
}

export const model: EventSpec = {
  says: 'A face model came into use; once more, with `report`, when it passed its self-test there.',
  shown: {
    model: shapes.modelId.describe('Model id, a digest of weights and pipeline.'),
    name: shapes.ruleName.describe('Published name of the model.'),
    dims: shapes.count.describe('Numbers in one template.'),
    report: shapes.sha256Hex.optional().describe('SHA-256 of the test report, which the agency publishes.'),
  },
  hidden: { actor: { says: 'User who brought the model into use.', optional: true }, time: hiddenTime },
}

export const strangers: EventSpec = {
  says: 'Booking photographs are compared with the gallery as strangers’ probes would be, to learn how high strangers score; nobody is shown a candidate.',
  parents: ['strangers'],
  shown: {
    step: z.enum(['begun', 'measured']).describe('Before anything is compared, or what came of it.'),
    gal: shapes.logIndex.optional().describe('Log index of the gallery state, where it begins.'),
    strangers: shapes.count.describe('Persons whose booking photograph is taken for a stranger’s.'),
    faces: shapes.count.describe('Faces that are compared: photographs of each person at several sizes.'),
    ref: shapes.logIndex.optional().describe('Log index of the beginning, where it was measured.'),
    sha256: shapes.sha256Hex.optional().describe('SHA-256 of the similarities, where it was measured.'),
  },
  hidden: { actor: { says: 'User who had it measured.' }, time: hiddenTime },
}

export const cred: EventSpec = {
  says: 'A training certificate was issued, suspended, reinstated or revoked.',
  shown: {
    act: z
      .enum(['issued', 'suspended', 'reinstated', 'revoked'])
      .describe('Whether it was issued, suspended, reinstated or revoked.'),
    course: shapes.ruleName.describe('Course that the certificate is for.'),
    issuer: shapes.ruleName.describe('Body that issued it.'),
    from: shapes.isoWeekText.describe('First week in which it is valid.'),
    to: shapes.isoWeekText.describe('Last week in which it is valid.'),
  },
  hidden: {
    holder: { says: 'User who holds the certificate.' },
    cert: { says: 'Id of the certificate.' },
    digest: { says: 'SHA-256 of the certificate document.', optional: true },
    actor: { says: 'User who recorded it.', optional: true },
    reason: { says: 'Why it was suspended, reinstated or revoked.', optional: true },
    evidence: { says: 'SHA-256 of the document that an imported certificate rests on.', optional: true },
    time: hiddenTime,
  },
}

export const incident: EventSpec = {
  says: 'Something went wrong with the system or the log and is put on record.',
  shown: {
    class: shapes.code.describe('Kind of incident.'),
    from: shapes.logIndex.optional().describe('First log index concerned.'),
    to: shapes.logIndex.optional().describe('Last log index concerned.'),
    sha256: shapes.sha256Hex.optional().describe('SHA-256 of the published text about it.'),
  },
  hidden: { detail: { says: 'What happened, in words.', optional: true }, time: hiddenTime },
}
