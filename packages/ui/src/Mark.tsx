/** The logo mark: three concentric arcs above a base line, a site that broadcasts. */
export function Mark(props: { class?: string }) {
  return (
    <svg
      class={props.class}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      stroke-width="2.75"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d="M3 26h26M11.5 21a4.5 4.5 0 0 1 9 0M7 21a9 9 0 0 1 18 0M2.5 21a13.5 13.5 0 0 1 27 0" />
    </svg>
  );
}
