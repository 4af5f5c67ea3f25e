import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type UserId } from '../kernel/index.ts'
import { openScratchLedger } from '../ledger/index.ts'
import { createAgency, createUser, type Role } from '../people/index.ts'
import { courseByCode } from './content/load-courses.ts'
import { openIssuer } from './credentials/open-issuer.ts'
import { publishStatus } from './credentials/publish-status.ts'
import type { Attempt } from './exam/attempt.ts'
import { markRead } from './exam/read-lesson.ts'
import { beginPart, examItems, handIn, practicalItems } from './exam/take-part.ts'
import type { TrainingHouse } from './training-house.ts'

export type ScratchTraining = {
  readonly house: TrainingHouse
  readonly signerDir: string
  readonly publicDir: string
  /** Moves the clock on. */
  readonly goOn: (by: { hours?: number; seconds?: number }) => void
  readonly newUser: (roles?: readonly Role[], name?: string) => Promise<UserId>
  close(): Promise<void>
}

const publicUrl = 'https://police.example'

/** For tests only: a throw-away house with log and issuer, and a clock that goes on when told. */
export async function openScratchTraining(from = '2026-11-19T09:00:00.250Z'): Promise<ScratchTraining> {
  let now = Date.parse(from)
  const clock = { now: () => new Date(now) }
  const scratch = await openScratchLedger({ clock })
  const { storage, ledger } = scratch
  const agency = await createAgency(storage.db, {
    id: 'PD',
    name: 'Example Police',
    demonstration: false,
    clock,
  })
  const folder = await mkdtemp(join(tmpdir(), 'casebound-training-'))
  const [signerDir, publicDir] = [join(folder, 'signer'), join(folder, 'credentials')]
  const issuer = await openIssuer({ storage, signerDir, publicDir, publicUrl, agency: agency.name })
  const house: TrainingHouse = { storage, ledger, clock, agency, issuer }
  await publishStatus(house)
  let users = 0
  return {
    house,
    signerDir,
    publicDir,
    goOn: ({ hours = 0, seconds = 0 }) => {
      now += hours * 3_600_000 + seconds * 1000
    },
    newUser: (roles = [], name = 'A. Newcomer') =>
      createUser(storage.db, { agencyId: agency.id, login: `user-${++users}`, name, roles, clock }),
    close: async () => {
      await scratch.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Learner = { readonly userId: UserId; readonly course: string }

/** For tests only: reads every lesson of a course. */
export async function readAll(house: TrainingHouse, { userId, course }: Learner): Promise<void> {
  for (const lesson of (await courseByCode(course)).lessons) await markRead(house, { userId, course, lesson })
}

/** For tests only: answers that pass an attempt, worked out from what only the server knows. */
export async function rightAnswers(attempt: Attempt) {
  if (attempt.part === 'practical') {
    return {
      practical: practicalItems(attempt).map(({ same }) =>
        same ? ('same' as const) : ('different' as const),
      ),
    }
  }
  const { questions } = await courseByCode(attempt.course)
  return {
    exam: examItems(attempt).map(({ question, order }) =>
      must(
        questions.find(({ id }) => id === question),
        'question',
      ).right.map((at) => order.indexOf(at)),
    ),
  }
}

/** For tests only: takes a part and passes it, or fails it by answering everything the same. */
export async function takePart(
  house: TrainingHouse,
  of: Learner & { part: Attempt['part']; pass?: boolean },
): Promise<Attempt> {
  const { userId, course, part, pass = true } = of
  const attempt = await beginPart(house, { userId, course, part })
  const wrong =
    part === 'exam'
      ? { exam: examItems(attempt).map(({ order }) => order.map((_, at) => at)) }
      : { practical: practicalItems(attempt).map(() => 'same' as const) }
  return handIn(house, { userId, id: attempt.id, answers: pass ? await rightAnswers(attempt) : wrong })
}
