import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** The heading of a page: names the tab and takes the focus when the page was reached by a link. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  const arrivedBy = useNavigationType()
  useEffect(() => {
    document.title = `${title} · Casebound`
  }, [title])
  useEffect(() => {
    if (pathname !== '' && arrivedBy !== 'POP') heading.current?.focus()
  }, [pathname, arrivedBy])
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="cb-title">
        {title}
      </h1>
      {children === undefined ? null : <p className="usa-intro cb-intro">{children}</p>}
    </>
  )
}
