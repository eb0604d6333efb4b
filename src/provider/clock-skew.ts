import { problem, type Problem } from "../model/problem";

/** Days are what a token's dates are made of; a clock that is less wrong than one changes little. */
const mostWrongMs = 24 * 60 * 60 * 1000;

/** When a server answered, by its own clock: RFC 9110, "Date/Time Formats", as senders have to write it. */
export function dateOfAnswer(header: string | null): Date | undefined {
  const isDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
  if (header === null || !isDate.test(header)) return undefined;
  const date = new Date(header);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A wrong clock makes every date of a token wrong: when it was put in place, is due, and expires. */
export function clockProblems(now: Date, server: string, answeredOn: Date | undefined): Problem[] {
  if (answeredOn === undefined) return [];
  if (Math.abs(now.getTime() - answeredOn.getTime()) <= mostWrongMs) return [];
  const [here, there] = [now, answeredOn].map((date) => date.toISOString().slice(0, 10));
  return [
    problem(
      "clock",
      `be right to a day, but this machine says ${here} UTC and ${server} says ${there} UTC`,
      { remedy: "set it, then run `pulumi up` again, nothing was changed" },
    ),
  ];
}
