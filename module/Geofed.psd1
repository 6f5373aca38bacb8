@{
    RootModule           = 'Geofed.Cmdlets.dll'
    NestedModules        = @('Geofed.Loader.dll')
    ModuleVersion        = '0.1.0'
}
