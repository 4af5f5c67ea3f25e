import { z } from 'zod'
import { type EventSpec, entryTypes, hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// What is done with the record afterwards: hidden values opened for somebody, hidden values erased, and the past taken over.

const hiddenNames = z.array(shapes.hiddenName).min(1).max(64)

export const disclose: EventSpec = {
  says: 'Hidden values of an entry were opened for somebody; it is written before they are given out.',
  parents: entryTypes,
  shown: {
    ref: shapes.logIndex.describe('Log index of the entry whose values were opened.'),
    fields: z
      .array(shapes.openedName)
      .min(1)
      .max(64)
      .describe(
        'Hidden fields that were opened; an item of a list, and a row of an imported batch, by its place.',
      ),
    audience: z
      .enum(['defence', 'prosecution', 'court', 'auditor', 'subject', 'researcher', 'agency'])
      .describe('Kind of recipient.'),
  },
  hidden: {
    recipient: { says: 'To whom they were given.' },
    order: { says: 'Order, motion or request that they were given on.', optional: true },
    actor: { says: 'User who opened them.' },
    time: hiddenTime,
  },
}

export const erase: EventSpec = {
  says: 'Hidden values and their salts were destroyed; the entries stay, and nobody can open them any more.',
  shown: {
    refs: z
      .array(shapes.logIndex)
      .min(1)
      .max(200)
      .describe('Log indices of the entries; of each, all of `fields` are gone.'),
    fields: hiddenNames.describe('Hidden fields that were erased; an item of a list as field and place.'),
    values: shapes.count.describe('Values that were destroyed: as many as `refs` times `fields`.'),
    basis: z
      .enum(['retention', 'sealing', 'expungement', 'factual-innocence', 'juvenile'])
      .describe('Ground of the erasure.'),
  },
  hidden: {
    order: { says: 'Court order, petition or rule of retention that it rests on.' },
    why: { says: 'Reason given.' },
    proposer: { says: 'User who proposed it.' },
    approver: { says: 'Another user, who approved it.' },
    time: hiddenTime,
  },
}

export const imported: EventSpec = {
  says: 'Searches of an older system were taken over as a batch: fixed from now on, and attested by nobody for the time before.',
  shown: {
    n: shapes.count.describe('Running number of the batch.'),
    source: shapes.code.describe('Name of the older system.'),
    rows: shapes.count.describe('Searches in the batch; they are never added to those that the log attests.'),
    broken: shapes.count.describe('Rows of the same file that could not be read and were left out.'),
    root: shapes.sha256Hex.describe('Merkle root over the salted rows, in the order of the file.'),
    table: shapes.sha256Hex.describe('SHA-256 of the table of counts of the batch, which is published.'),
    from: shapes.monthText.describe('Month of the earliest search.'),
    to: shapes.monthText.describe('Month of the latest search.'),
  },
  hidden: {
    file: { says: 'SHA-256 in hex of the imported file.' },
    mapping: { says: 'SHA-256 in hex of the mapping that it was read with.' },
    words: { says: 'What the older system was.', optional: true },
    actor: { says: 'User who imported it.' },
    time: hiddenTime,
  },
}
