import { Link } from 'react-router'
import { KeyHint } from '../parts/key-hint.tsx'
import type { ProbeCopy } from './probe-pictures.ts'

type ChoiceProps = {
  searchId: string
  copies: readonly ProbeCopy[]
  shown: ProbeCopy | undefined
  onShow: (id: string | undefined) => void
}

/** Which picture stands in the place of the probe: the untouched original, the copy that was searched, or one's own. */
export function ProbeChoice({ searchId, copies, shown, onShow }: ChoiceProps) {
  return (
    <div className="cb-tools cb-probe-choice">
      <fieldset className="cb-tool-group">
        <legend>Probe shown</legend>
        <button type="button" aria-pressed={shown === undefined} onClick={() => onShow(undefined)}>
          Original <KeyHint act="original" />
        </button>
        {copies.map((copy, at) => (
          <button
            key={copy.id}
            type="button"
            aria-pressed={copy.id === shown?.id}
            onClick={() => onShow(copy.id)}
          >
            {copy.name} {at === 0 ? <KeyHint act="copy" /> : null}
          </button>
        ))}
      </fieldset>
      <Link to={`/examine/${searchId}/prepare`}>Prepare a copy of your own</Link>
      <p className="cb-looking" aria-live="polite">
        {choiceWords(copies, shown)}
      </p>
    </div>
  )
}

function choiceWords(copies: readonly ProbeCopy[], shown: ProbeCopy | undefined): string {
  if (shown !== undefined) return `${shown.name} is shown; that is recorded with your conclusion.`
  const searched = copies.find(({ id }) => id === 'searched')
  return searched === undefined
    ? 'The original was searched as it came.'
    : `A working copy was searched: ${stepsOf(searched)}.`
}

export const stepsOf = ({ words }: Pick<ProbeCopy, 'words'>): string =>
  words.length === 0 ? 'no steps' : words.join('; ')
