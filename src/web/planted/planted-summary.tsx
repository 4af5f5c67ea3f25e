import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { plantingQuery } from '../parts/queries.ts'
import { casesWords, settingWords, shareWords } from './planted-words.ts'

/** What all examiners together said of planted faces and cases, for the dashboard; silent where none were ever planted. */
export function PlantedSummary() {
  const found = useQuery(plantingQuery).data
  if (found === undefined) return null
  const { totals, totalCases, setting, fewestAnswers: fewest } = found
  const planted = setting.faces + setting.cases + (totals?.answers ?? 0) + (totalCases?.cases ?? 0)
  if (planted === 0) return null
  return (
    <section>
      <h2>Errors on faces and cases of nobody</h2>
      <p>
        {settingWords(setting.faces)}; {casesWords(setting.cases)}.
      </p>
      <ul>
        {totals === undefined ? null : (
          <li>
            Answers that supported a face of nobody:{' '}
            {shareWords(totals.falseSupport, { count: totals.supported, of: totals.answers, fewest })}.
          </li>
        )}
        {totalCases === undefined ? null : (
          <li>
            Persons missed in planted cases:{' '}
            {shareWords(totalCases.missedRate, { count: totalCases.missed, of: totalCases.mates, fewest })}.
          </li>
        )}
        {totals === undefined && totalCases === undefined ? (
          <li>There are too few examiners to tell of all together.</li>
        ) : null}
      </ul>
      <p>
        <Link to="/planted">Each examiner</Link>
      </p>
    </section>
  )
}
