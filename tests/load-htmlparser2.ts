// Jest refuses to `require` an ES module that a test file also imports, unless it is loaded already. `sanitize-html` requires this one.
import 'htmlparser2';
