import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { here } from '../parts/here.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'
import { certificateQuery } from './training-queries.ts'
import { coversInWords, momentWords, standingWords } from './training-words.ts'

const origins = {
  course: 'a course of this house',
  imported: 'issued elsewhere; approved here with its evidence',
  recorded: 'recorded by hand',
} as const

/** One certificate: how it stands, the document, and how anybody can check it. */
export function CertificatePage() {
  const { id = '' } = useParams()
  const certificate = useQuery(certificateQuery(id))
  return (
    <>
      <p className="cb-back">
        <Link to="/training">Training</Link>
      </p>
      <Shown query={certificate} what="the certificate">
        {(shown) => (
          <>
            <PageHeading title={`Certificate: ${shown.title}`} />
            <dl className="cb-pairs">
              <dt>Holder</dt>
              <dd>{shown.holder}</dd>
              <dt>Covers</dt>
              <dd>{coversInWords(shown.covers)}</dd>
              <dt>From</dt>
              <dd className="cb-figure">{momentWords(shown.validFrom)}</dd>
              <dt>Ends</dt>
              <dd className="cb-figure">{momentWords(shown.validTo)}</dd>
              <dt>Now</dt>
              <dd>{standingWords(shown)}</dd>
              <dt>From where</dt>
              <dd>
                {origins[shown.origin]}, issuer <code>{shown.issuer}</code>
              </dd>
            </dl>
            {shown.credential === undefined ? (
              <p>This house did not sign it, so there is no document of ours to check.</p>
            ) : (
              <Document id={id} credential={shown.credential} addresses={shown.addresses} />
            )}
          </>
        )}
      </Shown>
    </>
  )
}

function Document({
  id,
  credential,
  addresses,
}: {
  id: string
  credential: string
  addresses: readonly string[]
}) {
  return (
    <>
      <p>
        <a className="usa-button" href={here(`/api/training/certificates/${id}/certificate.pdf`)}>
          Certificate as PDF
        </a>
      </p>
      <h2>How anybody can check it</h2>
      <p>
        The PDF holds the signed credential (Open Badges 3.0, VC-JWT) in its QR code and as an attached file.
        Whoever has it needs nothing but the files that the agency publishes: its key, and two lists that say
        which certificates are revoked or suspended.
      </p>
      <ul>
        {addresses.map((address) => (
          <li key={address}>
            <code>{address}</code>
          </li>
        ))}
      </ul>
      <details>
        <summary>The credential itself</summary>
        <pre className="cb-verbatim cb-credential">{credential}</pre>
      </details>
    </>
  )
}
