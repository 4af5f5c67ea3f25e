import { type MouseEvent, useRef } from 'react'
import { api, type Lead, take } from '../parts/api.ts'
import { here } from '../parts/here.ts'

/** The lead sheet, for whoever has lately proved to be there: asking for the lead once more brings the dialogue where it is needed. */
export function SheetLink({ lead }: { lead: Lead }) {
  const link = useRef<HTMLAnchorElement>(null)
  const proved = useRef(false)
  const click = async (event: MouseEvent) => {
    if (proved.current) return
    event.preventDefault()
    const answered = take(api.GET('/api/leads/{id}', { params: { path: { id: lead.id } } }))
    proved.current = await answered.then(
      () => true,
      () => false,
    )
    if (proved.current) link.current?.click()
    proved.current = false
  }
  return (
    <a
      ref={link}
      className="usa-button"
      href={lead.sheetUrl && here(lead.sheetUrl)}
      download={`lead-${lead.caseNumber}.pdf`}
      onClick={(event) => void click(event)}
    >
      Download lead sheet (PDF)
    </a>
  )
}
