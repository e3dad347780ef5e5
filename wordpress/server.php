<?php
// Where the newsroom is, unless the settings say otherwise. The newsroom's own download has its address here.
return '';
