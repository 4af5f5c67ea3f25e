import { Link } from 'react-router'
import { PageHeading } from '../parts/page.tsx'

/** An address that leads nowhere. */
export function NoPage() {
  return (
    <>
      <PageHeading title="There is no such page" />
      <p>
        The address may be mistyped, or the page may have moved. <Link to="/">Go to the start.</Link>
      </p>
    </>
  )
}
