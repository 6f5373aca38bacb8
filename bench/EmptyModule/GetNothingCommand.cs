using System.Management.Automation;

namespace EmptyModule;

/// <summary>The smallest binary module: what importing any of them costs.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : Cmdlet;
