import { formatProblem } from "../model/problem";
import type { Handler } from "./handler";
import { placeProblems } from "./hosts";
import { openAll } from "./wire";

/** The check of a resource whose inputs are right when its `places` are. */
export const checkPlaces: Handler["check"] = (_urn, _olds, news) => ({
  inputs: news,
  failures: placeProblems(openAll(news).places).map((found) => ({
    property: "",
    reason: formatProblem(found),
  })),
});
