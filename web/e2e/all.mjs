/** Every browser test, with one service and one browser: `node --test e2e/all.mjs`. A file of them runs alone too. */
import './contract.test.mjs';
import './start.test.mjs';
import './instant.test.mjs';
import './docs.test.mjs';
import './plant.test.mjs';
import './relocation.test.mjs';
import './panels.test.mjs';
import './keyboard.test.mjs';
import './doctor.test.mjs';
import './risk.test.mjs';
import './grades.test.mjs';
// Last: they add to the city.
import './hazards.test.mjs';
import './forms.test.mjs';
// Last: it adds to the city.
import './imports.test.mjs';
