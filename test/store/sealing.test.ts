import { onTestFinished } from "vitest";
import { describeSealing } from "../contracts/store/sealing.ts";
import { makeFreshPlace } from "./fresh-place.ts";

describeSealing(async () => {
  const place = await makeFreshPlace();
  onTestFinished(() => place.remove());
  return place;
});
