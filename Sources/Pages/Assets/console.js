// What every page runs: each module finds its own elements and does nothing where there are none.
import { keepTimes } from "./times.js";
import { openPalette } from "./palette.js";
import { switchTheme } from "./theme.js";
import { sendFilters } from "./filters.js";
import { offerCopies } from "./copy.js";
import { editSegment } from "./segment-editor.js";
import { editFlow } from "./flow-editor.js";
import { readFiles } from "./files.js";
import { refreshRegions } from "./refresh.js";
import { followLive } from "./live.js";

keepTimes(document);
switchTheme(document);
openPalette(document);
sendFilters(document);
offerCopies(document);
editSegment(document);
editFlow(document);
readFiles(document);
refreshRegions(document);
followLive(document);
