import { Component, type ReactNode } from 'react'
import { here } from '../parts/here.ts'

type State = { readonly fault: Error | undefined }

/** What is shown when the page itself has a fault; only a class can catch one in React. */
export class FaultPage extends Component<{ children: ReactNode }, State> {
  override state: State = { fault: undefined }

  static getDerivedStateFromError(fault: Error): State {
    return { fault }
  }

  override render() {
    const { fault } = this.state
    if (fault === undefined) return this.props.children
    return (
      <main className="cb-main">
        <h1>This page has a fault</h1>
        <p>What you saved on the server is kept. Loading the page again usually helps: {fault.message}</p>
        <p>
          <a className="usa-button" href={here('/')}>
            Load again
          </a>
        </p>
      </main>
    )
  }
}
