import { Link, useSearchParams } from 'react-router'

type Kind<T extends string> = { readonly code: T; readonly title: string; readonly count: number }

/** Which rows of a list are shown; the choice stands in the address. Without one, the first kind is shown. */
export function useListFilter<T extends string>(codes: readonly [T, ...T[]]): T {
  const [params] = useSearchParams()
  return codes.find((code) => code === params.get('show')) ?? codes[0]
}

export function ListFilter<T extends string>(props: { label: string; kinds: readonly Kind<T>[]; shown: T }) {
  const { label, kinds, shown } = props
  return (
    <nav aria-label={label} className="cb-subnav">
      <ul>
        {kinds.map(({ code, title, count }) => (
          <li key={code}>
            <Link
              to={{ search: `?show=${code}` }}
              preventScrollReset
              {...(code === shown ? { 'aria-current': 'page' } : {})}
            >
              {title} ({count})
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
