import { useEffect, useRef } from 'preact/hooks';
import type { Answer } from '../use-answer.ts';
import { exactTime } from '../words.ts';
import { Failure, Waiting } from './states.tsx';

/** A page: where it is, its answer in one sentence, then what proves it. */
export function Page({
  title,
  up,
  answer,
  more,
  children,
}: {
  /** Of the window, and of who listens. */
  readonly title: string;
  /** Address and name of the page above it. */
  readonly up?: readonly [href: string, name: string];
  readonly answer: preact.ComponentChildren;
  readonly more?: preact.ComponentChildren;
  readonly children?: preact.ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Ambit`;
    // Who listens, or goes by keyboard, begins at the answer of the new page; but nobody is taken out of what they write.
    const active = document.activeElement;
    if (active === null || active === document.body || active.closest('.nav') !== null)
      heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      <div class="head">
        <p class="where">
          {up === undefined ? null : (
            <>
              <a href={up[0]}>{up[1]}</a>
              <span aria-hidden="true">/</span>
            </>
          )}
          <span>{title}</span>
          <span class="on-paper">, as of {exactTime(Date.now())}</span>
        </p>
        <h1 tabIndex={-1} ref={heading}>
          {answer}
        </h1>
        {more === undefined ? null : <div class="more">{more}</div>}
      </div>
      {children}
    </>
  );
}

export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: preact.ComponentChildren;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <section class="section">
      <header>
        <h2>{title}</h2>
        {aside === undefined ? null : <div class="quiet small">{aside}</div>}
      </header>
      {children}
    </section>
  );
}

/** What waits for an answer: a quiet place for it, or why there is none. */
export function Awaited<T>({
  title,
  from,
  children,
}: {
  readonly title: string;
  readonly from: Answer<T>;
  readonly children: (data: T) => preact.ComponentChildren;
}) {
  if (from.data !== null) return <>{children(from.data)}</>;
  if (from.error !== null) return <Failure title={title} error={from.error} retry={from.reload} />;
  return <Waiting title={title} />;
}
