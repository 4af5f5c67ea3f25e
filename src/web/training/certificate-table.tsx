import { Table } from '@trussworks/react-uswds'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { coversInWords, momentWords, type OwnCertificate, standingWords } from './training-words.ts'

type Row = OwnCertificate & { readonly holder?: string }

/** Certificates, the one that runs longest first. */
export function CertificateTable<T extends Row>({
  certificates,
  more,
}: {
  certificates: readonly T[]
  more?: (row: T) => ReactNode
}) {
  const holders = certificates.some(({ holder }) => holder !== undefined)
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          {holders ? <th scope="col">Holder</th> : null}
          <th scope="col">Certificate</th>
          <th scope="col">Covers</th>
          <th scope="col">From</th>
          <th scope="col">Ends</th>
          <th scope="col">Now</th>
          {more === undefined ? null : <th scope="col">Acts</th>}
        </tr>
      </thead>
      <tbody>
        {certificates.map((row) => (
          <tr key={row.id}>
            {holders ? <td data-label="Holder">{row.holder}</td> : null}
            <th scope="row" data-label="Certificate">
              <Link to={`/training/certificates/${row.id}`}>{row.title}</Link>
              <br />
              <span className="cb-soft">by {row.issuer}</span>
            </th>
            <td data-label="Covers">{coversInWords(row.covers)}</td>
            <td data-label="From" className="cb-figure">
              {momentWords(row.validFrom)}
            </td>
            <td data-label="Ends" className="cb-figure">
              {momentWords(row.validTo)}
            </td>
            <td data-label="Now">{standingWords(row)}</td>
            {more === undefined ? null : <td data-label="Acts">{more(row)}</td>}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
