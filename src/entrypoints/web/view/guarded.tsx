import { Component, type ComponentChildren } from 'preact';

interface Props {
  /** What is shown if the children cannot be. */
  readonly otherwise: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Keeps what cannot be drawn from taking the page with it. */
export class Guarded extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    console.error('A part of the page could not be drawn', error);
  }

  override render() {
    return this.state.failed ? this.props.otherwise : this.props.children;
  }
}
