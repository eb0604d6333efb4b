import type * as pulumi from "@pulumi/pulumi";

/** What a program of the corpus has of its own, so that several can be in one stack. */
export interface Own {
  /** Names a resource; the part before the first "." is the program's. */
  readonly name: (role: string) => string;
  /** Options of every resource. */
  readonly opts: pulumi.ComponentResourceOptions;
  /** A repository, project or group that no other program uses. */
  readonly repository: string;
  /** The production token, from secret configuration. */
  readonly token: pulumi.Output<string>;
  /** The development token, from secret configuration. */
  readonly developmentToken: pulumi.Output<string>;
  /** Another secret, none of Seal's. */
  readonly otherSecret: pulumi.Output<string>;
}

/** One program as people write it, and the rules that it breaks, without their common prefix. */
export interface Case {
  readonly title: string;
  readonly breaks: readonly string[];
  /** Whether it has resources that the loopback servers do not serve. */
  readonly previewOnly?: boolean;
  readonly program: (own: Own) => void;
}
