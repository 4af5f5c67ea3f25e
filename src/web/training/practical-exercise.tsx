import { Button, Radio } from '@trussworks/react-uswds'
import { useState } from 'react'
import { must } from '../../kernel/index.ts'
import { AidWarning } from '../examine/aid-warning.tsx'
import { LightBox } from '../examine/light-box.tsx'
import { firstLook, lookAfter, shareOut } from '../examine/looking.ts'
import { LookingTools } from '../examine/looking-tools.tsx'
import { useLookingKeys } from '../examine/use-looking-keys.ts'
import type { KeyAct } from '../parts/key-table.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import type { Attempt } from './training-words.ts'
import { type Sending, useAnswers } from './use-answers.ts'

const choices = [
  { code: 'same', title: 'Supports the same person' },
  { code: 'different', title: 'Supports different persons' },
  { code: 'inconclusive', title: 'Inconclusive' },
] as const
type Answer = (typeof choices)[number]['code']

/** Pairs of synthetic people on the same light box as a real examination, one after another. */
export function PracticalExercise({ attempt, sending }: { attempt: Attempt; sending: Sending }) {
  const pairs = attempt.pairs ?? []
  const [answers, answer] = useAnswers<Answer | ''>(
    attempt.id,
    pairs.map(() => ''),
  )
  const [at, setAt] = useState(() => Math.max(0, answers.indexOf('')))
  const [look, setLook] = useState(firstLook)
  const pair = must(pairs[at], 'a pair')
  const go = (to: number) => {
    setAt(Math.min(pairs.length - 1, Math.max(0, to)))
    setLook(firstLook)
  }
  const act = (which: KeyAct) => {
    if (which === 'next') go(at + 1)
    else if (which === 'previous') go(at - 1)
    else setLook((before) => lookAfter(before, which, 1))
  }
  useLookingKeys(act)
  const candidate = { ...pair.candidate, letter: `of pair ${at + 1}`, ageWords: 'synthetic person' }
  return (
    <div className="cb-compare">
      <PageHeading title={`Exercise, pair ${at + 1}`} />
      <p className="cb-narrow-notice">
        Comparing needs a screen at least 1024 pixels wide to show both pictures side by side.
      </p>
      <div className="cb-compare-stage">
        <LightBox probe={pair.probe} copy={undefined} candidate={candidate} look={look} onLook={setLook} />
        <AidWarning look={look} />
        <LookingTools
          look={look}
          act={act}
          onShare={(share) => setLook((before) => shareOut(before, share))}
        />
      </div>
      <aside className="cb-features cb-exercise" aria-label="Your conclusion">
        <h2>
          Pair {at + 1} of {pairs.length}
        </h2>
        <p className="cb-soft">
          Both are synthetic. Go through the components from top to bottom, look for differences first, then
          conclude.
        </p>
        <fieldset className="usa-fieldset">
          <legend>The two pictures</legend>
          {choices.map(({ code, title }) => (
            <Radio
              key={code}
              id={`answer-${code}`}
              name="answer"
              label={title}
              checked={answers[at] === code}
              onChange={() => answer(at, code)}
            />
          ))}
        </fieldset>
        <Steps at={at} last={pairs.length - 1} go={go} />
        <HandIn {...{ attempt, sending, answers, go }} />
      </aside>
    </div>
  )
}

function Steps({ at, last, go }: { at: number; last: number; go: (to: number) => void }) {
  return (
    <p className="cb-exercise-steps">
      {at === 0 ? null : (
        <Button type="button" outline onClick={() => go(at - 1)}>
          Back
        </Button>
      )}
      {at === last ? null : (
        <Button type="button" outline onClick={() => go(at + 1)}>
          Next pair
        </Button>
      )}
    </p>
  )
}

type HandInProps = {
  attempt: Attempt
  sending: Sending
  answers: readonly (Answer | '')[]
  go: (to: number) => void
}

function HandIn({ attempt, sending, answers, go }: HandInProps) {
  const open = answers.filter((one) => one === '').length
  const given = answers.filter((one): one is Answer => one !== '')
  return (
    <>
      {sending.error ? (
        <Failed doing="hand this in" thrown={sending.error} kept="Your answers are kept." />
      ) : null}
      <p id="open-pairs" aria-live="polite">
        {open === 0 ? 'All pairs are concluded.' : `${open} of ${answers.length} pairs are still open.`} Hand
        in before <When at={attempt.endsAt} />.
      </p>
      <Button
        type="button"
        disabled={sending.pending}
        aria-describedby="open-pairs"
        onClick={() => (open > 0 ? go(answers.indexOf('')) : sending.send({ practical: given }))}
      >
        {open > 0 ? 'Go to the next open pair' : 'Hand in'}
      </Button>
    </>
  )
}
