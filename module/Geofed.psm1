# The cmdlets and their libraries live in a load context of their own, apart from what the session or its other modules have loaded.
Import-Module -Assembly ([Geofed.Loader.ModuleAssembly]::Load())
